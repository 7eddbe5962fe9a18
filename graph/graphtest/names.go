package graphtest

import "strings"

// The given names, by script. A name whose folded form is not its lower case carries it after a bar;
// userPrincipalName is ASCII. How often a first letter occurs follows the names: uneven, as in a real tenant.
const givenNames = `Aaliyah Aarav Ada Adam Adriana Agnieszka|agnieszka Ahmed Aisha Alan Alejandro Alessia Alexander Alice Amélie|amelie Amir Ana
Anders André|andre Anika Anna Antonio Arjun Arthur Astrid Ayşe|ayse Beatrix Benjamin Björn|bjorn Bogdan Brigitte Bruno Camila Carlos
Caroline Chloé|chloe Chidi Christian Claire Clara Conor Cristina Daan Daniel Danuta David Deepika Diana Diego Dmitri Dorota Eduardo Elena
Eleni Élodie|elodie Emil Emma Erik Esra Esther Fatima Felix Fernando Fiona Florian Francesca François|francois Frederik Gabriel Giovanni
Giulia Grace Greta Gustav Hanna Hans Harper Hassan Héctor|hector Helena Hiroshi Hugo Ibrahim Ida Ines Ingrid Irina Isabella Ivan Jack
Jakub James Jana Javier Jean-Luc|jean-luc Jessica João|joao Johan Jonas José|jose Joshua Julia Jürgen|jurgen Kai Karin Katarzyna Kenji Kim
Klara Krishna Lars Laura Lea Leila Leon Liam Linh Lisa Lotte Łukasz|lukasz Lucia Luis Magnus Maja Manuel Marek Margarete Maria Marie Mark
Marta Martin Mateo Matilda Max Mehmet Mia Michael Miguel Mina Mohamed Monika Nadia Naomi Nicolas Niklas Nina Noah Nora Oğuz|oguz Olga Oliver
Olivia Omar Oscar Owen Pablo Patrick Paul Paula Pedro Petra Philipp Pia Piotr Priya Quentin Rachel Rafael Ravi Rebecca René|rene Ricardo
Robert Rosa Ruth Saïd|said Samuel Sandra Sara Sebastian Sigrid Silvia Simon Siobhán|siobhan Sofia Søren|soren Stefan Susanne Sven Sophie
Tamara Tariq Teresa Theo Thomas Tim Tobias Tomás|tomas Ulrike Uwe Valentina Vera Viktor Vikram Walter Wei Wiebke William Xavier Xin Yara
Yasmin Yusuf Zahra Zoë|zoe Zofia`

const surnames = `Abbott Adeyemi Ahmadi Albrecht Almeida Alvarez Andersson Arslan Bachmann Baker Banerjee Barbosa Bauer Becker Bennett Berg
Bernard Bianchi Björklund|bjorklund Blanc Brandt Braun Brown Campbell Carlsen Carter Castillo Chandra Chen Clark Conti Costa Da-Silva|dasilva
Dąbrowski|dabrowski Davies Delgado Demir Diallo Dubois Dvořák|dvorak Eriksen Evans Ferrari Ferreira Fischer Fontaine Fraser Garcia Gómez|gomez
González|gonzalez Green Gruber Gupta Haas Hansen Hartmann Hernández|hernandez Hoffmann Horváth|horvath Hughes Iversen Ivanova Jansen Jensen
Johansson Jones Kaplan Kaya Keller Khan Kim King Klein Kowalski Krause Kumar Lang Larsen Laurent Lee Lehmann Lewis Li Lindqvist Lopes López|lopez
Maier Mancini Martin Martínez|martinez Mbeki Mendes Meyer Moreau Moreno Morgan Müller|muller Murphy Nagy Nakamura Nguyen Nielsen Novák|novak
Nowak O'Brien|obrien O'Neill|oneill Okafor Olsen Öztürk|ozturk Papadopoulos Park Patel Pereira Perez Petersen Petrov Pham Popescu Rao Reyes
Richter Rivera Roberts Romano Rossi Roux Ruiz Saito Sánchez|sanchez Santos Schäfer|schafer Schmidt Schneider Scholz Schröder|schroder Scott
Şahin|sahin Sharma Silva Singh Smith Sokolov Sørensen|sorensen Stein Suzuki Svensson Tanaka Taylor Thomsen Torres Tran Vargas Virtanen
Vogel Wagner Walker Wang Weber White Williams Wójcik|wojcik Wolf Wong Wright Yamamoto Yılmaz|yilmaz Young Zhang Zimmermann`

// Names in other scripts; their people have a surname of the same script.
var scripts = []struct{ given, surnames string }{
	{"美咲|misaki 健太|kenta 陽菜|hina", "佐藤|sato 鈴木|suzuki 高橋|takahashi 田中|tanaka 渡辺|watanabe 伊藤|ito"},
	{"伟|wei.h 静|jing 磊|lei", "王|wang 李|li 张|zhang 刘|liu 陈|chen 杨|yang"},
	{"민준|minjun 서연|seoyeon", "김|kim 이|lee 박|park 최|choi 정|jung"},
	{"Ольга|olga.m Сергей|sergey Наталья|natalia",
		"Иванова|ivanova Смирнов|smirnov Кузнецова|kuznetsova Волков|volkov"},
	{"Γιώργος|giorgos Κατερίνα|katerina", "Παπαδόπουλος|papadopoulos Νικολάου|nikolaou Δημητρίου|dimitriou"},
	{"محمد|mohammed فاطمة|fatma", "العلي|alali حسن|hassan الخطيب|alkhatib"},
	{"אורי|uri נועה|noa", "כהן|cohen לוי|levi מזרחי|mizrahi"},
}

// name is one part of a person's name: as shown, and as it stands in a userPrincipalName.
type name struct{ shown, folded string }

func parseNames(s string) []name {
	fields := strings.Fields(s)
	out := make([]name, len(fields))
	for i, f := range fields {
		shown, folded, found := strings.Cut(f, "|")
		if !found {
			folded = strings.ToLower(f)
		}
		out[i] = name{shown, folded}
	}
	return out
}
