/*
 * The namespaces of WebDAV and its children.
 */
#ifndef DAV_XML_H
#define DAV_XML_H

#include "core/xml.h"

#define NS_DAV		"DAV:"
#define NS_CALDAV	"urn:ietf:params:xml:ns:caldav"
#define NS_CARDDAV	"urn:ietf:params:xml:ns:carddav"
#define NS_CS		"http://calendarserver.org/ns/"
#define NS_ICAL		"http://apple.com/ns/ical/"
#define NS_HAYLOFT	"urn:hayloft:dav"
#define NS_PUSH		"https://bitfire.at/webdav-push"

#endif
